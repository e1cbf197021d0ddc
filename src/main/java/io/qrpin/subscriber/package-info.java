/**
 * Workers, as the directory knows them.
 *
 * <p>{@link io.qrpin.subscriber.UserDirectory} is the port to the directory. {@link
 * io.qrpin.subscriber.SqlUserDirectory} is its default implementation. All other rooms identify a
 * worker by {@link io.qrpin.subscriber.SubscriberId}, which comes from the directory. {@code
 * DirectoryId} says which ids are the same.
 *
 * <p>Invariants: qrpin asks the directory each time and caches nothing. It never writes to the
 * directory. It tries an id before a name.
 *
 * <p>This room knows nothing about credentials. The only table it reads is the directory's.
 */
package io.qrpin.subscriber;
