/**
 * Shows operators whether qrpin works, and how much: health checks, instruments and spans.
 *
 * <p>{@code Instrument} is the one list of what is measured. {@link io.qrpin.telemetry.Telemetry}
 * counts, mostly from CDI events, and gives each count to a {@code Meter}: an adapter to
 * OpenTelemetry or to MicroProfile Metrics, whichever the server has. {@code Vitals} answers the
 * health checks. Reading order: {@code Instrument}, {@code Telemetry}, {@code Vitals}.
 *
 * <p>Invariants: no label, span or check names a person, and no label has a value that a caller
 * chooses; the list of series is short; nothing here changes the outcome of an attempt; the other
 * rooms import nothing of this one; a class that imports an API that a server may lack is loaded
 * only after {@code OptionalApi} has found the API; where the server measures nothing, an attempt
 * pays for a few empty loops.
 *
 * <p>This package does not decide who reads the measurements: the server guards {@code /metrics},
 * and everybody can read {@code /health}, which is why the checks give no reasons.
 */
package io.qrpin.telemetry;
