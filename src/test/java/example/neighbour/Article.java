package example.neighbour;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;

/** An entity of the neighbour. */
@Entity
public class Article {

  @Id private String name;
  private int price;

  protected Article() {}

  Article(String name, int price) {
    this.name = name;
    this.price = price;
  }

  @Override
  public String toString() {
    return name + "=" + price;
  }
}
