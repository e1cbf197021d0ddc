/**
 * The messages for people who operate qrpin, each with an id and a level.
 *
 * <ul>
 *   <li>All messages are in {@link io.qrpin.log.Message}, and only this room uses a logger. So the
 *       list is complete, and each line but those of a trace begins with an id.
 *   <li>On Liberty a line in JSON has the event and the request as fields of their own.
 *   <li>The rooms {@code pin}, {@code hashing} and {@code badge} do not use it: a room that cannot
 *       log cannot log a secret.
 *   <li>It records nothing about workers; {@code audit} does.
 * </ul>
 */
package io.qrpin.log;
