package io.qrpin.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.qrpin.it.Api.Answer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The ward's second server allows self-enrolment. The first does not. */
@ExtendWith(Ward.Keeper.class)
class SelfEnrolmentIT {

  private static final String METHOD = "/me/authentication/qrCodePinMethod";

  private final Ward ward;
  private final Worker worker;
  private final String token;

  SelfEnrolmentIT(Ward ward) {
    this.ward = ward;
    this.worker = ward.hire();
    this.token = ward.tokens.user(worker.id(), "UserAuthMethod-QR.ReadWrite").signed();
  }

  @Test
  void usersEnrolThemselvesAndIssueTheirBadgesOnlyIfTheSettingAllowsIt() {
    String lost = METHOD + "/standardQRCode";

    assertThat(put(ward.first).status()).isEqualTo(403);
    assertThat(put(ward.second).status()).isEqualTo(201);
    assertThat(ward.second.api.to(METHOD).bearing(token).get().status()).isEqualTo(200);
    ward.second.asAdministrator(Api.methodOf(worker.id()) + "/standardQRCode").delete();
    assertThat(ward.first.api.to(lost).bearing(token).patch("{}").status()).isEqualTo(403);
    assertThat(ward.second.api.to(lost).bearing(token).patch("{}").status()).isEqualTo(201);
  }

  @Test
  void nobodyResetsTheirOwnPinEvenWithSelfEnrolment() {
    put(ward.second);

    Answer reset = ward.second.api.to(METHOD + "/pin").bearing(token).patch("{}");

    assertThat(reset.status()).isEqualTo(403);
    assertThat(reset.code()).isEqualTo("accessDenied");
  }

  private Answer put(Ward.Node node) {
    return node.api.to(METHOD).bearing(token).put("{\"standardQRCode\":{}}");
  }
}
