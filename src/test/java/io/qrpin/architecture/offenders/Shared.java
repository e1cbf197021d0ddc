package io.qrpin.architecture.offenders;

/** Harmless: what all rooms share. */
public class Shared {}
