package io.qrpin.bulk;

import io.qrpin.PublicApi;
import io.qrpin.subscriber.Subscriber;

/** The decision whether a run may act on the user of a line. */
@PublicApi
public sealed interface BulkTarget
    permits BulkTarget.Allowed, BulkTarget.Denied, BulkTarget.Unknown {

  /** The run may act on this worker. */
  record Allowed(Subscriber subscriber) implements BulkTarget {}

  /** The run may not act on that user. It does not say whether there is such a user. */
  record Denied() implements BulkTarget {}

  /** There is no such user. */
  record Unknown() implements BulkTarget {}
}
