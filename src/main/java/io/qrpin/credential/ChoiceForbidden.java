package io.qrpin.credential;

import io.qrpin.PublicApi;

/** A PIN was chosen, but the settings allow only generated PINs. Nothing has changed. */
@PublicApi
public record ChoiceForbidden() implements PinIssuance, Enrolment, Preparation {}
