package io.qrpin.rest.wire;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class SelectTest {

  private final JsonObject whole =
      Json.createObjectBuilder().add("@odata.type", "t").add("id", "1").add("code", "c").build();

  @ParameterizedTest
  @ValueSource(
      strings = {
        "$select=id",
        "%24select=id",
        "$SELECT=id",
        "a=b&$select=id&c",
        "$select=nothing,id",
        "$select=id%2Cnothing",
        "$select=nothing,%20id",
        "$select=%zz&$select=id"
      })
  void onlyTheSelectedMembersAndTheTypeAreShown(String query) {
    assertThat(Query.of(query).select(whole)).containsOnlyKeys("@odata.type", "id");
  }

  @ParameterizedTest
  @NullSource
  @ValueSource(
      strings = {
        "",
        "&",
        "=",
        "$select",
        "$select=",
        "$select=*",
        "$select=%zz",
        "select=id",
        "$expand=pin"
      })
  void aQueryThatSelectsNothingGetsEverything(String query) {
    assertThat(Query.of(query).select(whole)).isEqualTo(whole);
  }

  @Test
  void severalMembersAreShownInTheirOwnOrder() {
    assertThat(Query.of("$select=code,id").select(whole))
        .containsOnlyKeys("@odata.type", "id", "code");
  }

  @Test
  void ofACollectionTheMembersOfItsEntriesAreSelected() {
    JsonObject collection =
        Json.createObjectBuilder().add("value", Json.createArrayBuilder().add(whole)).build();

    JsonObject selected = Query.of("$select=id").select(collection);

    assertThat(selected.getJsonArray("value").getJsonObject(0))
        .containsOnlyKeys("@odata.type", "id");
    assertThat(Query.of("").select(collection)).isEqualTo(collection);
  }
}
