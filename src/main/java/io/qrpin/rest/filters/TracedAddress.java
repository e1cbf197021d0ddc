package io.qrpin.rest.filters;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.autoconfigure.spi.AutoConfigurationCustomizer;
import io.opentelemetry.sdk.autoconfigure.spi.AutoConfigurationCustomizerProvider;
import io.opentelemetry.sdk.trace.ReadWriteSpan;
import io.opentelemetry.sdk.trace.ReadableSpan;
import io.opentelemetry.sdk.trace.SpanProcessor;
import java.util.List;

/**
 * Keeps users out of traces. The server makes a span of each request, and gives it the address,
 * which can name a user; the template of the address stays in {@code http.route}. Only
 * OpenTelemetry loads this class, and only in the WAR: another application decides for itself.
 */
public final class TracedAddress implements AutoConfigurationCustomizerProvider, SpanProcessor {

  private static final List<AttributeKey<String>> ADDRESSES =
      List.of(
          AttributeKey.stringKey("url.path"),
          AttributeKey.stringKey("url.query"),
          AttributeKey.stringKey("url.full"));

  /** As OpenTelemetry's conventions write it. */
  private static final String REDACTED = "REDACTED";

  @Override
  public void customize(AutoConfigurationCustomizer configuration) {
    configuration.addTracerProviderCustomizer(
        (builder, settings) -> builder.addSpanProcessor(this));
  }

  @Override
  public void onStart(Context parent, ReadWriteSpan span) {
    for (AttributeKey<String> address : ADDRESSES) {
      if (span.getAttribute(address) != null) {
        span.setAttribute(address, REDACTED);
      }
    }
  }

  @Override
  public boolean isStartRequired() {
    return true;
  }

  @Override
  public void onEnd(ReadableSpan span) {}

  @Override
  public boolean isEndRequired() {
    return false;
  }
}
