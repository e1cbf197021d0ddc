package io.qrpin.credential;

import io.qrpin.PublicApi;
import java.util.List;

/**
 * A wrap key and the stored hashes that need it. Immutable.
 *
 * @param keyId the id of the key, in lower case
 * @param isActive whether new hashes are sealed under it
 * @param isInKeyStore whether this server's key store has it; without it its hashes do not open
 * @param costs the hashes that are sealed under it, by the cost of their Argon2id; empty if there
 *     are none
 */
@PublicApi
public record KeyUse(String keyId, boolean isActive, boolean isInKeyStore, List<Cost> costs) {

  /**
   * The hashes of one cost.
   *
   * @param memoryKib Argon2id's memory in KiB
   * @param passes Argon2id's passes
   * @param pins current PINs
   * @param rememberedPins the same and earlier PINs, as they are kept so that they are not chosen
   *     again
   */
  public record Cost(int memoryKib, int passes, long pins, long rememberedPins) {}

  public KeyUse {
    costs = List.copyOf(costs);
  }

  /** The number of current PINs that do not verify without the key. */
  public long pins() {
    return costs.stream().mapToLong(Cost::pins).sum();
  }

  /** The number of remembered PINs that could be chosen again without the key. */
  public long rememberedPins() {
    return costs.stream().mapToLong(Cost::rememberedPins).sum();
  }

  /** Whether nothing depends on the key, so that it may leave the key store if it is not active. */
  public boolean isUnused() {
    return costs.isEmpty();
  }
}
