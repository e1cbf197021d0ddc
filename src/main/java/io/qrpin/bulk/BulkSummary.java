package io.qrpin.bulk;

import io.qrpin.PublicApi;

/**
 * The state of a run, in lines.
 *
 * @param done lines that this run has done
 * @param alreadyDone lines that an earlier run of the key, or one at the same time, has done
 * @param failed lines that changed nothing, or broke
 * @param left lines whose result was not seen; they were not begun once the run has ended
 */
@PublicApi
public record BulkSummary(int done, int alreadyDone, int failed, int left) {}
