/**
 * The method's configuration, as an administrator sets it: whether the method is enabled, for whom,
 * and how long PINs and badges are.
 *
 * <p>Invariants: there is one configuration, and the defaults hold until it is changed. It is read
 * from the database each time, so that all nodes agree. A change locks the row before it reads it,
 * so no concurrent change is lost. A change and its audit row are one transaction.
 *
 * <p>This package does not read settings of the server; {@code settings} does. It decides whether
 * the method is permitted to a user, and does not ask the directory for the user's groups.
 */
package io.qrpin.configuration;
