"""The trust services of the demonstration: certificates, OCSP, revocation lists, time-stamps."""
