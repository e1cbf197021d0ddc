package io.qrpin.desk;

import io.qrpin.desk.page.Problem;
import io.qrpin.pin.PinRefusal;
import java.util.List;

/** Why a chosen PIN is refused, in words for the person who chose it. */
final class PinProblems implements PinRefusal.Cases<List<Problem>> {

  static final String FIELD = "pin";

  @Override
  public List<Problem> tooShort(PinRefusal.TooShort refusal) {
    return problem("A PIN has at least %d digits.".formatted(refusal.minLengthDigits()));
  }

  @Override
  public List<Problem> tooLong(PinRefusal.TooLong refusal) {
    return problem("A PIN has at most %d digits.".formatted(refusal.maxLengthDigits()));
  }

  @Override
  public List<Problem> tooWeak(PinRefusal.TooWeak refusal) {
    return refusal.rejections().stream()
        .map(rejection -> new Problem(FIELD, rejection.message()))
        .toList();
  }

  static List<Problem> problem(String sentence) {
    return List.of(new Problem(FIELD, sentence));
  }
}
