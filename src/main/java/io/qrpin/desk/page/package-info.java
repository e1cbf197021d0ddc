/**
 * Templates show these plain records of texts. Templates look nothing up and decide nothing. This
 * package imports no resource and no filter.
 */
package io.qrpin.desk.page;
