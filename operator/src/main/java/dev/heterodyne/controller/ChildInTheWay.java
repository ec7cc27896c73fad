package dev.heterodyne.controller;

/** What an earlier job of the same name left has the name of a child, and is about to be cleared away. */
final class ChildInTheWay extends RuntimeException {
    private static final long serialVersionUID = 1;

    ChildInTheWay(String message) {
        super(message);
    }

    String why() {
        return String.valueOf(getMessage());
    }
}
