package io.qrpin.architecture.offenders.qrcode;

/** Harmless: stands for the secret in the badge. */
public final class QrToken {}
