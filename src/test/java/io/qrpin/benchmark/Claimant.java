package io.qrpin.benchmark;

/**
 * Somebody with a badge in the hand and a PIN in mind.
 *
 * @param id in the directory
 * @param badge what a scanner reads
 * @param pin the right one
 */
record Claimant(String id, String badge, String pin) {

  @Override
  public String toString() {
    return "Claimant[hidden]";
  }
}
