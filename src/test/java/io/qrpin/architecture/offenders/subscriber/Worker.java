package io.qrpin.architecture.offenders.subscriber;

/** Harmless: stands for a subscriber. */
public class Worker {}
