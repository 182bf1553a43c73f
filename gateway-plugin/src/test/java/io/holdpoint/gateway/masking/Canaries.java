// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway.masking;

import java.util.EnumMap;
import java.util.Map;

/**
 * One text of each type, all made up or published as examples; put together here so that no scanner
 * of sources takes them for real ones. What stands before the bar is context.
 */
public final class Canaries {

  private static final String RUN =
      "a1B2c3D4e5F6g7H8i9J0k1L2m3N4o5P6q7R8s9T0u1V2w3X4y5Z6a7B8c9D0e1F2";
  private static final String HEX =
      "0f1e2d3c4b5a69788796a5b4c3d2e1f00f1e2d3c4b5a69788796a5b4c3d2e1f0";

  private Canaries() {}

  /** By type: context, a bar, and the value. */
  public static Map<EntityType, String> all() {
    Map<EntityType, String> all = new EnumMap<>(EntityType.class);
    secrets(all);
    all.put(EntityType.EMAIL, "|jane.roe@example.com");
    all.put(EntityType.PHONE, "call |+49 30 12345678");
    all.put(EntityType.DATE_OF_BIRTH, "born |1984-03-12");
    all.put(EntityType.IPV4, "|203.0.113.77");
    all.put(EntityType.IPV6, "|2001:db8:85a3::8a2e:370:7334");
    all.put(EntityType.MAC_ADDRESS, "|3c:22:fb:1a:2b:4c");
    all.put(EntityType.IMEI, "IMEI |490154203237518");
    all.put(EntityType.CARD, "|4111 1111 1111 1111");
    all.put(EntityType.IBAN, "|DE89 3704 0044 0532 0130 00");
    all.put(EntityType.BANK_ACCOUNT, "account number |12345678");
    all.put(EntityType.BITCOIN_ADDRESS, "|1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa");
    all.put(EntityType.ETHEREUM_ADDRESS, "|0xde0B295669a9FD93d5F28D9Ec85E40f4cb697BAe");
    all.put(EntityType.PASSPORT, "passport |C01X00T47");
    all.put(EntityType.VEHICLE_ID, "VIN |1M8GDM9AXKP042788");
    america(all);
    europe(all);
    return all;
  }

  private static void secrets(Map<EntityType, String> all) {
    all.put(EntityType.AWS_ACCESS_KEY, "|AKIA" + "IOSFODNN7EXAMPLE");
    all.put(EntityType.GITHUB_TOKEN, "|ghp_" + RUN.substring(0, 36));
    all.put(EntityType.GITLAB_TOKEN, "|glpat-" + RUN.substring(0, 20));
    all.put(EntityType.SLACK_TOKEN, "|xoxb-" + "123456789012-" + RUN.substring(0, 20));
    all.put(EntityType.GOOGLE_API_KEY, "|AIza" + RUN.substring(0, 35));
    all.put(EntityType.GOOGLE_OAUTH_TOKEN, "|ya29." + RUN.substring(0, 40));
    all.put(EntityType.STRIPE_KEY, "|sk_live_" + RUN.substring(0, 24));
    all.put(EntityType.ANTHROPIC_KEY, "|sk-ant-" + "api03-" + RUN.substring(0, 40));
    all.put(EntityType.OPENAI_KEY, "|sk-proj-" + RUN.substring(0, 40));
    all.put(EntityType.NPM_TOKEN, "|npm_" + RUN.substring(0, 36));
    all.put(EntityType.PYPI_TOKEN, "|pypi-" + RUN.substring(0, 60));
    all.put(EntityType.SENDGRID_KEY, "|SG." + RUN.substring(0, 22) + "." + RUN.substring(0, 43));
    all.put(EntityType.HUGGINGFACE_TOKEN, "|hf_" + RUN.substring(0, 34));
    all.put(EntityType.SHOPIFY_TOKEN, "|shpat_" + HEX.substring(0, 32));
    all.put(EntityType.DIGITALOCEAN_TOKEN, "|dop_v1_" + HEX);
    all.put(EntityType.WEBHOOK_SECRET, "|whsec_" + RUN.substring(0, 32));
    all.put(EntityType.AZURE_STORAGE_KEY, "AccountKey=|" + RUN + "Zz09+/==");
    all.put(
        EntityType.JWT, "|eyJhbGciOiJIUzI1NiJ9." + "eyJzdWIiOiIxMjM0In0.dozjgNryP4J3jVmNHl0w5N");
    all.put(
        EntityType.PRIVATE_KEY,
        "|-----BEGIN RSA " + "PRIVATE KEY-----\n" + RUN + "\n-----END RSA PRIVATE KEY-----");
    all.put(EntityType.CONNECTION_PASSWORD, "postgres://app:|s3cr3tPw@db.internal:5432/x");
    all.put(EntityType.PASSWORD, "password=|hunter2x9");
  }

  private static void america(Map<EntityType, String> all) {
    all.put(EntityType.US_SSN, "|078-05-1121");
    all.put(EntityType.US_ITIN, "|912-78-1234");
    all.put(EntityType.US_EIN, "EIN |12-3456789");
    all.put(EntityType.US_ROUTING, "routing |021000021");
    all.put(EntityType.CA_SIN, "SIN |046 454 286");
    all.put(EntityType.BR_CPF, "|529.982.247-25");
    all.put(EntityType.BR_CNPJ, "|11.222.333/0001-81");
    all.put(EntityType.AU_TFN, "TFN |123 456 782");
    all.put(EntityType.AU_ABN, "ABN |51 824 753 556");
    all.put(EntityType.AU_MEDICARE, "Medicare |2123 45670 1");
    all.put(EntityType.IN_AADHAAR, "Aadhaar |2341 2341 2346");
    all.put(EntityType.IN_PAN, "PAN |ABCPE1234F");
  }

  private static void europe(Map<EntityType, String> all) {
    all.put(EntityType.GB_NINO, "national insurance |AB123456C");
    all.put(EntityType.GB_NHS, "NHS |943 476 5919");
    all.put(EntityType.GB_UTR, "UTR |1955839661");
    all.put(EntityType.GB_SORT_CODE, "sort code |12-34-56");
    all.put(EntityType.DE_TAX_ID, "Steuer-ID |86095742719");
    all.put(EntityType.DE_SOCIAL_INSURANCE, "|15070649C103");
    all.put(EntityType.FR_NIR, "|1 84 12 76 451 089 46");
    all.put(EntityType.FR_SIREN, "SIREN |732 829 320");
    all.put(EntityType.ES_NIF, "|12345678Z");
    all.put(EntityType.ES_NIE, "|X1234567L");
    all.put(EntityType.IT_FISCAL_CODE, "|RSSMRA85T10A562S");
    all.put(EntityType.IT_VAT, "Partita IVA |00743110157");
    all.put(EntityType.NL_BSN, "BSN |111222333");
    all.put(EntityType.PL_PESEL, "PESEL |44051401359");
    all.put(EntityType.PL_NIP, "NIP |123-456-32-18");
    all.put(EntityType.CH_AHV, "|756.9217.0769.85");
    all.put(EntityType.SE_PERSONNUMMER, "personnummer |811218-9876");
    all.put(EntityType.BE_NATIONAL_NUMBER, "|85.07.30-033.28");
    all.put(EntityType.PT_NIF, "contribuinte |123456789");
    all.put(EntityType.NO_FODSELSNUMMER, "fnr |01010750160");
    all.put(EntityType.DK_CPR, "CPR |070761-4285");
  }
}
