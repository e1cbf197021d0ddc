package io.qrpin.credential;

import io.qrpin.PublicApi;
import io.qrpin.pin.PinRefusal;

/** The policy refuses the chosen PIN. Nothing has changed. */
@PublicApi
public record PinRefused(PinRefusal refusal) implements PinIssuance, Enrolment, Preparation {}
