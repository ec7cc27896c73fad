/** The day of a service, replayed: see docs/day.md. */
@org.jspecify.annotations.NullMarked
package dev.heterodyne.day;
