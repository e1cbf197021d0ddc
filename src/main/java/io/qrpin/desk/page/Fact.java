package io.qrpin.desk.page;

/**
 * One line about a worker.
 *
 * @param term what it is about
 * @param text what is so
 */
public record Fact(String term, String text) {}
