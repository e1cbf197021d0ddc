package io.qrpin.it.inside;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;

/** An entity of the application, in its own persistence unit. */
@Entity
public class Shift {

  @Id private String worker;

  protected Shift() {}

  Shift(String worker) {
    this.worker = worker;
  }
}
