/**
 * The compiler of the desk's pages: jte templates become classes before they are packed. Maven runs
 * it, and so does the first-run server, because {@code mvn liberty:run} packs no desk.
 *
 * <p>Invariants: no other room imports this package, and it imports no other room. No jar and no
 * WAR has its classes, nor jte's compiler; the desk has only the classes of the templates.
 *
 * <p>It does not show pages: {@code desk} does that.
 */
package io.qrpin.template;
