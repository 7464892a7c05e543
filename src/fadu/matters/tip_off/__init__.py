# SPDX-License-Identifier: MulanPSL-2.0
"""举报: registered with the informant sealed, verified, filed or not, told by the law of its date."""
