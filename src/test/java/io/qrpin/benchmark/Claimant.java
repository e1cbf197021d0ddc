package io.qrpin.benchmark;

/**
 * A person with a badge and a PIN.
 *
 * @param id the id in the directory
 * @param badge the text that a scanner reads
 * @param pin the right PIN
 */
record Claimant(String id, String badge, String pin) {

  @Override
  public String toString() {
    return "Claimant[hidden]";
  }
}
