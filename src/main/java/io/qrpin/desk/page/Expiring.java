package io.qrpin.desk.page;

/**
 * A badge or a PIN that expires soon.
 *
 * @param name the name of its owner
 * @param query the part of an address that says who that is
 * @param kind such as {@code Badge}
 * @param moment when, for people
 */
public record Expiring(String name, String query, String kind, String moment) {}
