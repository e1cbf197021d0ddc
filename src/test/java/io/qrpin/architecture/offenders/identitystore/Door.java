package io.qrpin.architecture.offenders.identitystore;

/** Harmless: stands for an identity store. */
public class Door {}
