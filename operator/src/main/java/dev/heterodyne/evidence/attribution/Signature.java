package dev.heterodyne.evidence.attribution;

import dev.heterodyne.evidence.Outcome;

/**
 * What a termination message gives away.
 *
 * @param pattern RE2 regular expression, looked for anywhere, the case being ignored
 */
public record Signature(String name, String pattern, Outcome outcome) {}
