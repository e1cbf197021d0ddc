package io.qrpin.configuration;

/** One configuration, which a test gives; no database has it. */
public final class GivenConfiguration extends MethodConfigurations {

  /** Current and committed. */
  public MethodConfiguration value;

  public GivenConfiguration(MethodConfiguration value) {
    this.value = value;
  }

  @Override
  public MethodConfiguration current() {
    return value;
  }

  @Override
  public MethodConfiguration committed() {
    return value;
  }
}
