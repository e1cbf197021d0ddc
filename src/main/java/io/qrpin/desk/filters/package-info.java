/**
 * What every request to the desk passes: safe headers, no form of another site, a session that has
 * not ended, the permission table; and what every refusal becomes, a page with a sentence.
 */
package io.qrpin.desk.filters;
