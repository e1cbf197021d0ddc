package io.qrpin.architecture.offenders.settings;

/** Harmless: stands for settings. */
public class Limits {}
