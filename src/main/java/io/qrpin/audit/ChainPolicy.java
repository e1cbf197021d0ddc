package io.qrpin.audit;

import java.util.Optional;

/**
 * Whether the audit trail is chained.
 *
 * @param key signs the checkpoints; empty if the trail is not chained
 */
public record ChainPolicy(Optional<CheckpointKey> key) {}
