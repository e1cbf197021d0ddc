package io.qrpin.credential;

import io.qrpin.PublicApi;
import io.qrpin.hashing.SealParameters;
import io.qrpin.hashing.UnreadablePinHash;
import io.qrpin.hashing.WrapKeys;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Counts which wrap keys the stored hashes need. Thread safety: safe. */
@PublicApi
@ApplicationScoped
public class KeyCensus {

  private SealRows rows;
  private WrapKeys keys;

  protected KeyCensus() {}

  @Inject
  KeyCensus(SealRows rows, WrapKeys keys) {
    this.rows = rows;
    this.keys = keys;
  }

  /**
   * Counts the hashes of each key: those of the key store, and those that a hash names. One
   * statement reads all hashes, which takes seconds for a million workers, so the caller does not
   * ask often. A hash that names no key, because it is malformed, is not counted.
   *
   * @return the keys in the order of their ids
   * @throws io.qrpin.database.DatabaseUnavailable if the database does not answer
   */
  public List<KeyUse> take() {
    Map<String, List<KeyUse.Cost>> costs = new TreeMap<>();
    keys.keyIds().forEach(keyId -> costs.put(keyId, new ArrayList<>()));
    rows.countBySeal().forEach(count -> add(count, costs));
    List<KeyUse> all = new ArrayList<>();
    costs.forEach(
        (keyId, its) ->
            all.add(
                new KeyUse(
                    keyId, keyId.equals(keys.activeKeyId()), keys.keyIds().contains(keyId), its)));
    return List.copyOf(all);
  }

  private static void add(SealRows.Count count, Map<String, List<KeyUse.Cost>> costs) {
    try {
      SealParameters seal = SealParameters.parse(count.parameters());
      costs
          .computeIfAbsent(seal.keyId(), keyId -> new ArrayList<>())
          .add(
              new KeyUse.Cost(
                  seal.cost().memoryKib(),
                  seal.cost().passes(),
                  count.pins(),
                  count.rememberedPins()));
    } catch (UnreadablePinHash e) {
      // No key would help with it.
    }
  }
}
