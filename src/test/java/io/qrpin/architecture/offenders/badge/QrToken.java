package io.qrpin.architecture.offenders.badge;

/** Harmless: stands for the secret in the badge. */
public final class QrToken {}
