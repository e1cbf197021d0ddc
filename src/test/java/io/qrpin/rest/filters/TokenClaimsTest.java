package io.qrpin.rest.filters;

import static io.qrpin.rest.filters.Tokens.token;
import static org.assertj.core.api.Assertions.assertThat;

import io.qrpin.access.Claims;
import jakarta.json.Json;
import jakarta.json.JsonValue;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class TokenClaimsTest {

  private static Claims claims(Object value) {
    return TokenClaims.of(token(Map.of("claim", value)));
  }

  @Test
  void aTextReadsAlikeWhateverTypeItArrivesIn() {
    assertThat(claims("a").all("claim")).containsExactly("a");
    assertThat(claims(new StringBuilder("a")).all("claim")).containsExactly("a");
    assertThat(claims(Json.createValue("a")).all("claim")).containsExactly("a");
    assertThat(claims(List.of("a")).all("claim")).containsExactly("a");
    assertThat(claims(Set.of("a")).all("claim")).containsExactly("a");
    assertThat(claims(List.of(Json.createValue("a"))).all("claim")).containsExactly("a");
    assertThat(claims(Json.createArrayBuilder().add("a").build()).all("claim"))
        .containsExactly("a");
  }

  @Test
  void aSignedTokensClaimsAreReadFromItsText() {
    String payload =
        Base64.getUrlEncoder()
            .withoutPadding()
            .encodeToString(
                "{\"scp\":\"a b\",\"wids\":[\"x\",\"\u00fc\"],\"exp\":7,\"empty\":null}"
                    .getBytes(StandardCharsets.UTF_8));

    Claims claims =
        TokenClaims.of(token("header." + payload + ".signature", Map.of("scp", "asked")));

    assertThat(claims.all("scp")).containsExactly("a b");
    assertThat(claims.all("wids")).containsExactly("x", "\u00fc");
    assertThat(claims.has("exp")).isTrue();
    assertThat(claims.all("exp")).isEmpty();
    assertThat(claims.has("empty")).isTrue();
    assertThat(claims.all("empty")).isEmpty();
    assertThat(claims.has("raw_token")).isFalse();
  }

  @Test
  void anEncryptedTokenIsAskedForItsClaims() {
    Claims claims = TokenClaims.of(token("header.key.iv.text.tag", Map.of("scp", "asked")));
    assertThat(claims.all("scp")).containsExactly("asked");
  }

  @Test
  void aListKeepsItsOrder() {
    assertThat(claims(List.of("c", "a", "b", "a")).all("claim")).containsExactly("c", "a", "b");
    assertThat(claims(Json.createArrayBuilder().add("c").add("a").build()).first("claim"))
        .contains("c");
  }

  @Test
  void whatIsNoTextIsThereWithoutAValue() {
    for (Object value :
        List.of(
            7,
            true,
            Json.createValue(7),
            JsonValue.NULL,
            JsonValue.TRUE,
            JsonValue.EMPTY_JSON_OBJECT,
            JsonValue.EMPTY_JSON_ARRAY,
            List.of(),
            Map.of("a", "b"))) {
      assertThat(claims(value).has("claim")).as(value.toString()).isTrue();
      assertThat(claims(value).all("claim")).as(value.toString()).isEmpty();
      assertThat(claims(value).first("claim")).as(value.toString()).isEmpty();
    }
  }

  @Test
  void aListWithOtherThingsGivesItsTexts() {
    assertThat(claims(Json.createArrayBuilder().add(1).add("a").addNull().build()).all("claim"))
        .containsExactly("a");
  }

  @Test
  void aMissingClaimHasNothing() {
    assertThat(claims("a").has("other")).isFalse();
    assertThat(claims("a").all("other")).isEmpty();
    assertThat(claims("a").first("other")).isEmpty();
    assertThat(claims("a").words("other")).isEmpty();
  }

  @Test
  void namesOfClaimsAreExact() {
    assertThat(claims("a").has("Claim")).isFalse();
  }

  @Test
  void theFirstIsThatOfTheFirstClaimThatHasOne() {
    Claims claims = TokenClaims.of(token(Map.of("number", 7, "second", "b", "third", "c")));
    assertThat(claims.first("missing", "number", "second", "third")).contains("b");
  }

  @Test
  void wordsAreSeparatedByBlanksOfAnyKindAndNumber() {
    assertThat(claims("  a b   c\td\n ").words("claim"))
        .containsExactlyInAnyOrder("a", "b", "c", "d");
    assertThat(claims(" ").words("claim")).isEmpty();
    assertThat(claims("a,b").words("claim")).containsExactly("a,b");
  }
}
