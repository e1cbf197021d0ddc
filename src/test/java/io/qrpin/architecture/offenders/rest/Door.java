package io.qrpin.architecture.offenders.rest;

/** Harmless: stands for a resource. */
public class Door {}
