package example.foreign;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;

/** A line of text. */
@Entity
public class Note {

  @Id private String text;

  protected Note() {}

  public Note(String text) {
    this.text = text;
  }
}
