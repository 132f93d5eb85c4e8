"""The words of the page that takes the place of a withdrawn version, in both languages."""

from __future__ import annotations

from schemas.field import Text

WITHDRAWN_WORDS = {
    "withdrawn": Text("Versi {version} ditarik", "Version {version} was withdrawn"),
    "withdrawn_lead": Text(
        "Rilis ini pernah terbit di alamat ini dan ditarik karena ada kesalahan. Isinya tidak "
        "boleh dipakai atau disebarkan lagi.",
        "This release was published at this address and was withdrawn because of a mistake. "
        "What it held is not to be used or passed on any more.",
    ),
    "withdrawn_on": Text("Ditarik pada", "Withdrawn on"),
    "withdrawn_why": Text("Alasan", "Reason"),
    "withdrawn_instead": Text("Penggantinya", "What to use instead"),
    "withdrawn_use": Text("Pakailah rilis {version}.", "Use release {version}."),
    "withdrawn_nothing": Text(
        "Belum ada rilis penggantinya. Nomor {version} tidak akan dipakai lagi: perbaikannya "
        "terbit dengan nomor lain.",
        "No release takes its place yet. The number {version} is never used again: what corrects "
        "it is published under another one.",
    ),
    "withdrawn_copies": Text("Bila Anda punya salinannya", "If you have a copy"),
    "withdrawn_delete": Text(
        "Hapus semua salinannya, juga yang ada di cadangan dan di layanan lain, dan beri tahu "
        "siapa saja yang menerimanya dari Anda.",
        "Delete every copy, those in backups and in other services too, and tell everyone who "
        "got it from you.",
    ),
    "withdrawn_recognise": Text("Cara mengenali salinannya", "How to recognise a copy"),
    "withdrawn_sums": Text(
        "Suatu berkas berasal dari versi ini bila SHA-256-nya ada di daftar berikut. Berkas yang "
        "sama mungkin juga ada di rilis lain; manifest.json hanya ada di versi ini.",
        "A file is of this version where its SHA-256 is in this list. The same file may be in "
        "other releases too; this manifest.json is in this version alone.",
    ),
    "withdrawn_files": Text("Semua berkas ({number})", "All files ({number})"),
    "withdrawn_machine": Text(
        "Hal yang sama untuk dibaca program:", "The same, for programs to read:"
    ),
    "file": Text("Berkas", "File"),
}
