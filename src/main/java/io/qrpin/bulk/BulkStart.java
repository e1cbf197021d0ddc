package io.qrpin.bulk;

import io.qrpin.PublicApi;

/** The result of beginning a run. */
@PublicApi
public sealed interface BulkStart permits BulkRun, BulkStart.KeyReused {

  /** The same caller has used the key with another list. Nothing was done. */
  record KeyReused() implements BulkStart {}
}
