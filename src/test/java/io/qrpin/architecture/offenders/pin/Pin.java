package io.qrpin.architecture.offenders.pin;

/** Harmless: stands for the secret. */
public final class Pin {}
