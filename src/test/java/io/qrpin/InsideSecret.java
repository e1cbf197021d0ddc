package io.qrpin;

import java.lang.reflect.Field;

/** Looks at the bytes themselves that a type keeps in a {@link SecretBytes}. */
public final class InsideSecret {

  private InsideSecret() {}

  /** The array in the secret in the field of that name; not a copy. */
  public static byte[] of(Object holder, String field) throws ReflectiveOperationException {
    return (byte[]) value(value(holder, field), "bytes");
  }

  private static Object value(Object of, String name) throws ReflectiveOperationException {
    Field field = of.getClass().getDeclaredField(name);
    field.setAccessible(true);
    return field.get(of);
  }
}
