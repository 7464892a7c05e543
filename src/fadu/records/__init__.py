# SPDX-License-Identifier: MulanPSL-2.0
"""Files by digest, document forms and numbers, rendering, and service of documents."""
