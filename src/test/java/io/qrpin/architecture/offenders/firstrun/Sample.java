package io.qrpin.architecture.offenders.firstrun;

/** Harmless: stands for the first-run server. */
public class Sample {}
