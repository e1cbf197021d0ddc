package io.qrpin.telemetry;

import io.qrpin.Measured;
import jakarta.annotation.Priority;
import jakarta.inject.Inject;
import jakarta.interceptor.AroundInvoke;
import jakarta.interceptor.Interceptor;
import jakarta.interceptor.InvocationContext;

/** Makes a span of each {@link Measured} step, where the server traces. */
@Interceptor
@Measured("")
@Priority(Interceptor.Priority.LIBRARY_BEFORE)
class MeasuredSteps {

  private final Telemetry telemetry;

  @Inject
  MeasuredSteps(Telemetry telemetry) {
    this.telemetry = telemetry;
  }

  @AroundInvoke
  Object measure(InvocationContext call) throws Exception {
    if (!telemetry.isOn()) {
      return call.proceed();
    }
    String name = call.getMethod().getAnnotation(Measured.class).value();
    return telemetry.spanning(name, call::proceed);
  }
}
