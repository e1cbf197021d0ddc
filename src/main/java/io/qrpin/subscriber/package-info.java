/**
 * Who the worker is.
 *
 * <p>{@link io.qrpin.subscriber.UserDirectory} is the port; {@link
 * io.qrpin.subscriber.SqlUserDirectory} the default behind it. Everything else in qrpin names a
 * worker by {@link io.qrpin.subscriber.SubscriberId}, which is the directory's and not ours.
 *
 * <p>Invariants: the directory is asked each time, nothing is remembered; qrpin writes to no
 * directory. An id is tried before a name.
 *
 * <p>It does not know what a credential is.
 */
package io.qrpin.subscriber;
