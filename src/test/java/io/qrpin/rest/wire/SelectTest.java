package io.qrpin.rest.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.qrpin.rest.errors.Refusal;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class SelectTest {

  private final JsonObject whole =
      Json.createObjectBuilder()
          .add("@odata.type", "t")
          .add("id", "1")
          .add("code", "c")
          .add("createdDateTime", "d")
          .add("standardQRCode", "q")
          .build();

  @ParameterizedTest
  @ValueSource(
      strings = {
        "$select=id",
        "%24select=id",
        "$SELECT=id",
        "$select=ID",
        "$select=Code2,iD",
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
  @CsvSource({
    "createdDateTime, createdDateTime",
    "createddatetime, createdDateTime",
    "CREATEDDATETIME, createdDateTime",
    "CreatedDateTime, createdDateTime",
    "standardQRCode, standardQRCode",
    "standardQrCode, standardQRCode",
    "STANDARDQRCODE, standardQRCode"
  })
  void aMemberWithCapitalsIsSelectedInAnyCaseAndKeepsItsName(String asked, String member) {
    assertThat(Query.of("$select=id," + asked).select(whole))
        .containsOnlyKeys("@odata.type", "id", member);
    assertThat(Query.of("$select=" + asked).select(whole)).containsOnlyKeys("@odata.type", member);
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

  @ParameterizedTest(name = "{index} {0}")
  @NullSource
  @ValueSource(
      strings = {
        "",
        "$select=id",
        "$SELECT",
        "$select=%zz",
        "$Expand=nothing($select=x)",
        "%24expand=*&%24Select=",
        "filter=broken",
        "days=1&top=x&=&%zz&%",
        "a=$filter",
        "&&$top=1&$SkipToken=x"
      })
  void anOptionThatIsServedIsNotRefused(String query) {
    Query.of(query).requireOptionsOf(Set.of("$top", "$skiptoken"));
  }

  @ParameterizedTest(name = "{index} {0}")
  @CsvSource({
    "$filter=broken, $filter",
    "$Filter=x eq 1, $Filter",
    "%24orderby=id, $orderby",
    "$select=id&$top=1, $top",
    "$skiptoken=x, $skiptoken",
    "$count, $count",
    "$search=%zz, $search",
    "$format=json, $format",
    "$sel%zz=id, $sel%zz",
    "$, $",
    "$select id=1, $select id"
  })
  void anyOtherOptionIsABadRequestThatNamesIt(String query, String option) {
    Refusal refusal =
        catchThrowableOfType(
            Refusal.class, () -> Query.of(query).requireOptionsOf(Set.of("$skip")));
    assertThat(refusal).as("is refused").isNotNull();
    assertThat(refusal.error().status()).isEqualTo(400);
    assertThat(refusal.error().code()).isEqualTo("badRequest");
    assertThat(refusal.error().target()).contains(option);
  }

  @Test
  void severalMembersAreShownInTheirOwnOrder() {
    assertThat(Query.of("$select=standardqrcode,CODE,id").select(whole).keySet())
        .containsExactly("@odata.type", "id", "code", "standardQRCode");
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
