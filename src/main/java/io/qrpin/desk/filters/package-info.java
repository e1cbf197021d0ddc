/**
 * The filters that every request to the desk passes. They write safe headers, refuse the forms of
 * other sites, ask for a session that has not ended, and ask the permission table. Every refusal is
 * a page with a sentence.
 */
package io.qrpin.desk.filters;
