package io.qrpin.it;

/**
 * Somebody in the directory.
 *
 * @param id the object id
 * @param name the userPrincipalName
 */
record Worker(String id, String name) {}
