package io.qrpin.architecture.offenders.rest;

import io.qrpin.architecture.offenders.credential.OpenStore;

/** Offends: a door that opens a store. */
public class OpensStore {
  private OpenStore store;
}
