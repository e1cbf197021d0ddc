package io.qrpin.it.inside;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;

/** What an application has of its own, in a persistence unit of its own. */
@Entity
public class Shift {

  @Id private String worker;

  protected Shift() {}

  Shift(String worker) {
    this.worker = worker;
  }
}
