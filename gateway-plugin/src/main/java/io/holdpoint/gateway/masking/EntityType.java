// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway.masking;

import java.util.List;
import java.util.Locale;

/** What can be found in a text. The table is the documentation too: {@code MASKING.md} lists it. */
public enum EntityType {
  AWS_ACCESS_KEY(Family.SECRET, "", ""),
  GITHUB_TOKEN(Family.SECRET, "", ""),
  GITLAB_TOKEN(Family.SECRET, "", ""),
  SLACK_TOKEN(Family.SECRET, "", ""),
  GOOGLE_API_KEY(Family.SECRET, "", ""),
  GOOGLE_OAUTH_TOKEN(Family.SECRET, "", ""),
  STRIPE_KEY(Family.SECRET, "", ""),
  ANTHROPIC_KEY(Family.SECRET, "", ""),
  OPENAI_KEY(Family.SECRET, "", ""),
  NPM_TOKEN(Family.SECRET, "", ""),
  PYPI_TOKEN(Family.SECRET, "", ""),
  SENDGRID_KEY(Family.SECRET, "", ""),
  HUGGINGFACE_TOKEN(Family.SECRET, "", ""),
  SHOPIFY_TOKEN(Family.SECRET, "", ""),
  DIGITALOCEAN_TOKEN(Family.SECRET, "", ""),
  WEBHOOK_SECRET(Family.SECRET, "", ""),
  AZURE_STORAGE_KEY(Family.SECRET, "", ""),
  JWT(Family.SECRET, "", ""),
  PRIVATE_KEY(Family.SECRET, "", ""),
  CONNECTION_PASSWORD(Family.SECRET, "", ""),
  PASSWORD(Family.SECRET, "", ""),
  EMAIL(Family.CONTACT, "", ""),
  PHONE(
      Family.CONTACT,
      "",
      "phone|tel|telephone|mobile|cell|fax|call|whatsapp|telefon|telefono|handy"),
  DATE_OF_BIRTH(
      Family.CONTACT,
      "",
      "birth|born|dob|birthdate|birthday|geboren|geburtsdatum|nacimiento|naissance|nascita"),
  IPV4(Family.NETWORK, "", ""),
  IPV6(Family.NETWORK, "", ""),
  MAC_ADDRESS(Family.NETWORK, "", ""),
  IMEI(Family.NETWORK, "", "imei"),
  CARD(Family.FINANCE, "", ""),
  IBAN(Family.FINANCE, "", ""),
  BANK_ACCOUNT(
      Family.FINANCE,
      "",
      "account number|account no|acct|bank account|kontonummer|accountnumber|konto"),
  BITCOIN_ADDRESS(Family.FINANCE, "", ""),
  ETHEREUM_ADDRESS(Family.FINANCE, "", ""),
  PASSPORT(Family.IDENTITY, "", "passport|passeport|reisepass|pasaporte|passaporto"),
  VEHICLE_ID(Family.IDENTITY, "", "vin|vehicle|chassis"),
  US_SSN(Family.IDENTITY, "US", "ssn|social security|socialsecurity|social sec"),
  US_ITIN(Family.IDENTITY, "US", "itin|taxpayer"),
  US_EIN(Family.IDENTITY, "US", "ein|employer id|employer identification"),
  US_ROUTING(Family.FINANCE, "US", "routing|aba|rtn"),
  GB_NINO(Family.IDENTITY, "GB", "nino|national insurance|ni number|nationalinsurance"),
  GB_NHS(Family.IDENTITY, "GB", "nhs"),
  GB_UTR(Family.IDENTITY, "GB", "utr|taxpayer reference"),
  GB_SORT_CODE(Family.FINANCE, "GB", "sort code|sortcode|sort-code"),
  DE_TAX_ID(Family.IDENTITY, "DE", "steuer|steuerid|idnr|tin|tax id"),
  DE_SOCIAL_INSURANCE(Family.IDENTITY, "DE", ""),
  FR_NIR(Family.IDENTITY, "FR", "nir|insee|securite sociale|secu|social security"),
  FR_SIREN(Family.IDENTITY, "FR", "siren|siret"),
  ES_NIF(Family.IDENTITY, "ES", ""),
  ES_NIE(Family.IDENTITY, "ES", ""),
  IT_FISCAL_CODE(Family.IDENTITY, "IT", ""),
  IT_VAT(Family.IDENTITY, "IT", "partita iva|p.iva|piva|iva"),
  NL_BSN(Family.IDENTITY, "NL", "bsn|burgerservice|sofi"),
  PL_PESEL(Family.IDENTITY, "PL", "pesel"),
  PL_NIP(Family.IDENTITY, "PL", "nip"),
  CA_SIN(Family.IDENTITY, "CA", "sin|social insurance|nas"),
  AU_TFN(Family.IDENTITY, "AU", "tfn|tax file"),
  AU_ABN(Family.IDENTITY, "AU", "abn|business number"),
  AU_MEDICARE(Family.IDENTITY, "AU", "medicare"),
  IN_AADHAAR(Family.IDENTITY, "IN", "aadhaar|aadhar|uidai"),
  IN_PAN(Family.IDENTITY, "IN", "pan|permanent account"),
  BR_CPF(Family.IDENTITY, "BR", "cpf"),
  BR_CNPJ(Family.IDENTITY, "BR", "cnpj"),
  CH_AHV(Family.IDENTITY, "CH", "ahv|avs"),
  SE_PERSONNUMMER(Family.IDENTITY, "SE", "personnummer|personal number|pnr"),
  BE_NATIONAL_NUMBER(
      Family.IDENTITY, "BE", "rijksregister|registre national|national number|insz|niss"),
  PT_NIF(Family.IDENTITY, "PT", "nif|contribuinte"),
  NO_FODSELSNUMMER(Family.IDENTITY, "NO", "fodselsnummer|personnummer|fnr"),
  DK_CPR(Family.IDENTITY, "DK", "cpr"),
  ENCODED_SECRET(Family.SECRET, "", ""),
  ENCODED(Family.ENCODED, "", ""),
  NAMED(Family.CONFIGURED, "", "");

  private final Family family;
  private final String country;

  @SuppressWarnings("ImmutableEnumChecker") // List.of is immutable.
  private final List<String> words;

  EntityType(Family family, String country, String words) {
    this.family = family;
    this.country = country;
    this.words = words.isEmpty() ? List.of() : List.of(words.split("\\|"));
  }

  /** What kind of thing a type is. */
  public enum Family {
    /** Opens something. */
    SECRET,
    /** Reaches or describes a person. */
    CONTACT,
    /** Names a machine. */
    NETWORK,
    /** Moves money. */
    FINANCE,
    /** Names a person or company towards a state. */
    IDENTITY,
    /** Holds one of the others in base64 or hexadecimal digits. */
    ENCODED,
    /** Was named by the operator: a field, a word, a pattern. */
    CONFIGURED
  }

  /** Its name in configuration and masked texts. */
  public String id() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** What kind it is. */
  public Family family() {
    return family;
  }

  /** The country it belongs to as two letters, or empty. */
  public String country() {
    return country;
  }

  /** Words before it that make it likely; in lower case. */
  public List<String> words() {
    return words;
  }
}
