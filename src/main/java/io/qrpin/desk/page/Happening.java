package io.qrpin.desk.page;

/**
 * An event in words.
 *
 * @param moment when, for people
 * @param iso when, for programs
 * @param sentence what happened, and by whom
 * @param reason as somebody gave it, or an empty text
 */
public record Happening(String moment, String iso, String sentence, String reason) {}
